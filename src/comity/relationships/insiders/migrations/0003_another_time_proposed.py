from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("insiders", "0002_offer_hidden")]

    operations = [
        migrations.AddField(
            model_name="booking", name="moves_to", field=models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="booking",
            name="moves_by",
            field=models.CharField(
                blank=True,
                choices=[("asker", "who asks"), ("offerer", "who offers")],
                default="",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(
                condition=models.Q(moves_to=None, moves_by="")
                | models.Q(moves_to__isnull=False, moves_by__in=["asker", "offerer"], state="confirmed"),
                name="insiders_a_proposal_is_somebodys",
            ),
        ),
    ]
