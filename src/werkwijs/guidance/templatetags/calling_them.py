"""``{{ reach|dial }}``: what a telephone calls, for a link that is pressed."""

from django import template

from werkwijs.guidance import calling

register = template.Library()
register.filter("dial", calling.dial)
