from django.db import migrations

from werkwijs.audit import append_only


def guard(apps, schema_editor):
    append_only.guard(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
