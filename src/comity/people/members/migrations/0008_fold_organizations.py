from django.db import migrations

from comity.foundation.core.text import fold

A_BATCH = 1000


def fold_all(apps, _editor):
    position = apps.get_model("members", "Position")
    batch = []
    for row in position.objects.only("pk", "organization").iterator(chunk_size=A_BATCH):
        row.organization_folded = fold(row.organization)[:200]
        batch.append(row)
        if len(batch) == A_BATCH:
            position.objects.bulk_update(batch, ["organization_folded"])
            batch = []
    position.objects.bulk_update(batch, ["organization_folded"])


class Migration(migrations.Migration):
    dependencies = [("members", "0007_confirmed_positions")]

    operations = [migrations.RunPython(fold_all, migrations.RunPython.noop)]
