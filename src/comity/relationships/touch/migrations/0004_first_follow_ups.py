from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("touch", "0003_introduced_follow_ups")]

    operations = [
        migrations.RemoveIndex(model_name="followup", name="touch_follow_up_open"),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_at", None)),
                fields=["owner", "due_on", "id"],
                name="touch_follow_up_first",
            ),
        ),
    ]
