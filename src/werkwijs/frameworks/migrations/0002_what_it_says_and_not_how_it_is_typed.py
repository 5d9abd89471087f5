# Two files are the same when they say the same, so the digest of a file goes; names stand once.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('frameworks', '0001_ways_of_working'),
    ]

    operations = [
        migrations.AlterField(  # so that the way back can fill it
            model_name='framework',
            name='digest',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.RemoveField(
            model_name='framework',
            name='digest',
        ),
        migrations.AddConstraint(
            model_name='pillar',
            constraint=models.UniqueConstraint(fields=('framework', 'name'), name='a_pillar_stands_once_in_a_framework'),
        ),
        migrations.AddConstraint(
            model_name='handle',
            constraint=models.UniqueConstraint(fields=('pillar', 'name'), name='a_handle_stands_once_in_a_pillar'),
        ),
    ]
