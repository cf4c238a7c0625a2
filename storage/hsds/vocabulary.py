"""The tables and fields of HSDS 3.0 that the directory uses, older names for them, and our own attributes.

What HSDS has no field for (who must be told what, the kind of helper, Spanish words, ...) is kept in its `attribute`
table, each value under a term of the taxonomy `code4`.
"""

TAXONOMY = "code4"

FIELDS: dict[str, tuple[str, ...]] = {
    "organization": ("id", "name", "description", "email", "website"),
    "service": (
        "id",
        "organization_id",
        "name",
        "description",
        "url",
        "status",
        "fees_description",
        "eligibility_description",
        "assured_date",
        "assurer_email",
    ),
    "location": ("id", "location_type", "name", "transportation"),
    "address": ("id", "location_id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    "phone": ("id", "organization_id", "service_id", "contact_id", "number"),
    "contact": ("id", "organization_id", "service_id", "name", "title", "department", "email"),
    "service_at_location": ("id", "service_id", "location_id"),
    "language": ("id", "service_id", "name", "code"),
    "accessibility": ("id", "location_id", "description"),
    "schedule": (
        "id",
        "service_id",
        "valid_from",
        "valid_to",
        "timezone",
        "freq",
        "byday",
        "opens_at",
        "closes_at",
    ),
    "attribute": ("id", "link_id", "taxonomy_term_id", "link_entity", "value"),
    "taxonomy_term": ("id", "code", "name", "description", "taxonomy"),
}

REQUIRED = {"organization": ("id", "name"), "service": ("id", "organization_id", "name"), "location": ("id",)}

OLDER_TABLES = {
    "physical_address": "address",
    "postal_address": "address",
    "regular_schedule": "schedule",
    "service_attribute": "attribute",
    "other_attribute": "attribute",
    "accessibility_for_disabilities": "accessibility",
}

OLDER_FIELDS = {
    ("organization", "url"): "website",
    ("service", "fees"): "fees_description",
    ("service", "eligibility"): "eligibility_description",
    ("service", "last_verified"): "assured_date",
    ("service", "assured_at"): "assured_date",
    ("language", "language"): "name",
    ("accessibility", "accessibility"): "description",
    ("schedule", "weekday"): "byday",
    ("attribute", "taxonomy_id"): "taxonomy_term_id",
    ("attribute", "service_id"): "link_id",
}

DATES = {("service", "assured_date"), ("schedule", "valid_from"), ("schedule", "valid_to")}

OTHER_TABLES = frozenset(
    {
        "cost_option",
        "funding",
        "metadata",
        "meta_table_description",
        "organization_identifier",
        "program",
        "required_document",
        "service_area",
        "service_capacity",
        "taxonomy",
        "unit",
        "url",
    }
)

TERMS = {
    "provider_kind": "Who helps",
    "modality": "How they meet",
    "audience": "Whom it is for",
    "tag": "What officers ask for",
    "must_report": "What it must report to others",
    "confidentiality": "What stays confidential",
    "informs_department": "Whether the department is told",
    "fitness_evaluations": "Whether it judges fitness for duty",
    "owner": "Who keeps the entry right",
    "scope": "The area it serves",
    "sample": "An invented entry",
    "minutes": "Minutes of a slot",
    "gap": "Minutes between slots",
    "weeks": "Weeks ahead",
    "without": "A day without slots",
    "name.es": "The name in Spanish",
    "description.es": "The description in Spanish",
    "fees_description.es": "The costs in Spanish",
    "eligibility_description.es": "Who may come, in Spanish",
    "must_report.es": "What it must report, in Spanish",
    "confidentiality.es": "What stays confidential, in Spanish",
    "directions.es": "The way there in Spanish",
    "accessibility.es": "Accessibility in Spanish",
}
