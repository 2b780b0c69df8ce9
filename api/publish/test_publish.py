"""What is published for whom, and how changes are told. Run by scripts/check."""

import copy
import pathlib
import sys
import unittest

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from changes import told  # noqa: E402
from environment import Unknown, is_released, number, published, references  # noqa: E402

SPEC = yaml.load(pathlib.Path(__file__).parents[1].joinpath("openapi.yaml").read_text(), Loader=yaml.CSafeLoader)


def changed(edit):
    spec = copy.deepcopy(SPEC)
    edit(spec)
    return spec


class Environments(unittest.TestCase):
    def test_each_has_its_own_addresses(self):
        for environment in SPEC["x-environments"]:
            spec = published(SPEC, environment["name"])
            self.assertEqual([server["url"] for server in spec["servers"]], [environment["url"]])
            flow = spec["components"]["securitySchemes"]["oauth"]["flows"]["authorizationCode"]
            self.assertTrue(flow["tokenUrl"].startswith(environment["url"]) and flow["authorizationUrl"].startswith(environment["url"]))

    def test_what_is_internal_or_later_is_left_out_with_all_that_only_it_used(self):
        def edit(spec):
            spec["paths"]["/v1/tags"]["get"]["x-internal"] = True
            spec["paths"]["/v1/countries"]["get"]["x-since"] = "99.0.0"

        spec = published(changed(edit), "production")
        self.assertNotIn("/v1/tags", spec["paths"])
        self.assertNotIn("/v1/countries", spec["paths"])
        self.assertNotIn("TagPage", spec["components"]["schemas"])
        self.assertIn("/v1/countries", published(changed(edit), "local")["paths"])
        for reference in references(spec):
            self.resolve(spec, reference)

    def resolve(self, spec, reference):
        node = spec
        for part in reference.removeprefix("#/").split("/"):
            node = node[part]

    def test_one_that_nobody_knows_is_refused_with_those_that_there_are(self):
        with self.assertRaisesRegex(Unknown, "local, uat, production"):
            published(SPEC, "staging")

    def test_versions_are_compared_as_numbers(self):
        self.assertGreater(number("1.10.0"), number("1.9.9"))
        self.assertFalse(is_released({"x-since": "1.10.0"}, "1.9.0"))


class Changes(unittest.TestCase):
    def tells(self, edit, *sentences):
        self.assertEqual(told(SPEC, changed(edit)), list(sentences))

    def test_nothing_is_told_of_nothing(self):
        self.tells(lambda spec: None, "Only words outside operations and fields changed.")

    def test_an_operation_that_is_gone(self):
        self.tells(lambda spec: spec["paths"].pop("/v1/tags"), "Gone: List tags that begin so (`listTags`).")
        without = changed(lambda spec: spec["paths"].pop("/v1/tags"))
        self.assertEqual(told(without, SPEC), ["New: List tags that begin so (`listTags`, GET /v1/tags)."])

    def test_who_may_call(self):
        def edit(spec):
            spec["paths"]["/v1/clients"]["get"]["x-access"] = ["super_admin"]

        self.tells(edit, "`listClients` may be called by super_admin; before: admin, super_admin.")

    def test_a_limit_an_audience_and_a_field(self):
        def edit(spec):
            schemas = spec["components"]["schemas"]
            schemas["UserGroupCreate"]["properties"]["display_name"]["maxLength"] = 60
            schemas["UserGroup"]["properties"]["short_bio"]["x-privacy"]["audience"] = "community"
            schemas["TenantCreate"]["required"] = []

        sentences = told(SPEC, changed(edit))
        self.assertIn("`display_name` of UserGroupCreate: most characters 60; before: 100.", sentences)
        self.assertIn("`short_bio` of UserGroup: audience community; before: public.", sentences)
        self.assertTrue(any(sentence.endswith("of TenantCreate is not required any more.") for sentence in sentences))


if __name__ == "__main__":
    unittest.main()
