from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def go_on_to_open(apps: Any, schema_editor: Any) -> None:
    """Devices that are there go on to open what they open now."""
    members = apps.get_model("guidance", "Member").objects.filter(ended_at=None)
    for device in apps.get_model("guidance", "Device").objects.exclude(contact=None):
        own = members.filter(contact=device.contact_id, accepted_at__isnull=False)
        device.members.set(own)


class Migration(migrations.Migration):

    dependencies = [
        ('guidance', '0002_what_is_on_one_phone_ends_together'),
    ]

    operations = [
        migrations.CreateModel(
            name='Answered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('device', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guidance.device')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='guidance.member')),
            ],
        ),
        migrations.AddField(
            model_name='device',
            name='members',
            field=models.ManyToManyField(blank=True, related_name='devices', through='guidance.Answered', to='guidance.member'),
        ),
        migrations.AddConstraint(
            model_name='answered',
            constraint=models.UniqueConstraint(fields=('device', 'member'), name='an_invitation_once_a_device'),
        ),
        migrations.RunPython(go_on_to_open, migrations.RunPython.noop),
    ]
