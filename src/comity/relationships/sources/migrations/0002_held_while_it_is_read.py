from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0001_calendars_and_log_address"),
    ]

    operations = [
        migrations.AddField(
            model_name="calendar",
            name="held_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
