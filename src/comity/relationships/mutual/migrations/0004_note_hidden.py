from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutual", "0003_when_a_favour_reached"),
    ]

    operations = [
        migrations.AddField(
            model_name="tierequest",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
