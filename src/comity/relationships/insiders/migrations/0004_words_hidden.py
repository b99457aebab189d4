from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def refused_by_who_offers(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Name who wrote the word of a no; who called something off was not kept."""
    booking = apps.get_model("insiders", "Booking")
    booking.objects.filter(state="refused").update(word_by="offerer")


class Migration(migrations.Migration):
    dependencies = [
        ("insiders", "0003_another_time_proposed"),
    ]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="word_by",
            field=models.CharField(
                blank=True,
                choices=[("asker", "who asks"), ("offerer", "who offers")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="asker_hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="booking",
            name="offerer_hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(refused_by_who_offers, migrations.RunPython.noop, elidable=True),
    ]
