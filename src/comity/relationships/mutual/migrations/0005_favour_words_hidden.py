from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("mutual", "0004_note_hidden"),
    ]

    operations = [
        migrations.AddField(
            model_name="favourask",
            name="what_hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="favourask",
            name="word_hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
