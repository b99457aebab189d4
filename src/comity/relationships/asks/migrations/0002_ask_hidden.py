from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("asks", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="ask",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
