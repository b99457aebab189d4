from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("messaging", "0001_threads_and_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="message",
            name="hidden_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
