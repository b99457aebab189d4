from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0009_people_of_a_company_in_order")]

    operations = [
        migrations.AddIndex(
            model_name="position",
            index=models.Index(
                condition=models.Q(("ended_on", None)),
                fields=["organization_folded", "started_on", "id"],
                name="members_now_at_a_company",
            ),
        ),
    ]
