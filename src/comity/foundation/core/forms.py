from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws every form field with our own label, help and error lines."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
