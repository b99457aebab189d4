from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0008_fold_organizations")]

    operations = [
        migrations.RemoveIndex(model_name="position", name="members_at_organization"),
        migrations.AddIndex(
            model_name="position",
            index=models.Index(fields=["organization_folded", "ended_on", "id"], name="members_at_a_company"),
        ),
    ]
