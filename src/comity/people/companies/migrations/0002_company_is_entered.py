from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("companies", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="company",
            name="is_entered",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
