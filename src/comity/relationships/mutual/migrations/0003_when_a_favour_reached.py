from django.db import migrations, models
from django.db.models import F


def reached_at_once(apps, schema_editor):
    """Until now every favour reached whom it asked the moment it was asked."""
    apps.get_model("mutual", "FavourAsk").objects.update(reached_at=F("created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("mutual", "0002_whether_a_meeting_told_how"),
    ]

    operations = [
        migrations.AddField(
            model_name="favourask",
            name="reached_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(reached_at_once, migrations.RunPython.noop),
    ]
