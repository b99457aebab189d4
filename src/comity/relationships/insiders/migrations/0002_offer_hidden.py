from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insiders", "0001_offers_and_bookings"),
    ]

    operations = [
        migrations.AddField(
            model_name="offer",
            name="hidden_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
