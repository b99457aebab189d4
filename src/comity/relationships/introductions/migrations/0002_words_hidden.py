from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("introductions", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="introduction",
            name=name,
            field=models.DateTimeField(blank=True, null=True),
        )
        for name in ("note_hidden_at", "line_hidden_at", "middle_line_hidden_at")
    ]
