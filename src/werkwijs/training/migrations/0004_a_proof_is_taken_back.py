import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_trainers"),
        ("training", "0003_lessons_and_blocks_are_made_once"),
    ]

    operations = [
        migrations.RemoveField(model_name="certificate", name="withdrawn_at"),
        migrations.RemoveField(model_name="certificate", name="reason"),
        migrations.CreateModel(
            name="TakenBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=26, unique=True)),
                ("on", models.DateField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
