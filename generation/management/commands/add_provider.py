"""Registers what a provider offers, from a preset that comes along or from a file of yours."""

from pathlib import Path
from typing import Any

import msgspec
import uuid6
from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.errors import ContinuityError
from events.execution import Context
from generation import commands, queries
from generation.backends.hosted.preset import Price, shipped
from generation.domain.model import USES
from generation.register.providers import ProviderRequest
from productions.management.finding import person_called


class Command(BaseCommand):
    help = (
        "Register what a provider offers. Presets that come along were written from public documentation, and none was "
        "tried against the real service: " + ", ".join(shipped())
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("preset", metavar="NAME|FILE", help="a preset that comes along, or a TOML file of yours")
        parser.add_argument("--price", metavar="AMOUNT", help="what it costs, such as 0.05")
        parser.add_argument("--currency", default="EUR", help="in which currency: that of the studio (default: EUR)")
        parser.add_argument("--per", choices=("picture", "clip", "second"), default="clip", help="for each of what")
        parser.add_argument("--name", help="what people call it (default: the title of the preset)")
        parser.add_argument("--licence", help="under which terms what it makes may be used")
        parser.add_argument("--use", action="append", choices=USES, dest="uses", help="what that allows (repeatable)")
        parser.add_argument("--terms", help="under which terms, in a sentence")
        parser.add_argument("--version-of", metavar="MODEL", help="the model of which this is a version")
        parser.add_argument("--as", dest="username", default="producer", help="whose edit it is (default: producer)")

    def handle(self, *args: Any, **options: Any) -> None:
        path = shipped().get(options["preset"], Path(options["preset"]))
        context = Context(actor=person_called(options["username"]), ids=uuid6.uuid7)
        try:
            version_of = queries.model_called(options["version_of"]).id if options["version_of"] else None
            wanted = ProviderRequest(
                text=path.read_text(encoding="utf-8"),
                price=_price(options),
                name=options["name"],
                licence=options["licence"],
                uses=tuple(options["uses"]) if options["uses"] else None,
                terms=options["terms"],
                version_of=version_of,
            )
            id_ = commands.add_provider(context, wanted).value
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"{options['preset']} cannot be read: {error}.") from None
        except ContinuityError as error:
            raise CommandError(error.detail) from None
        model = queries.model(id_).state
        self.stdout.write(f"{model.name} is registered, version {len(model.versions)}, for {model.task}.")
        self.stdout.write(f"  what is asked, and its price: {model.weights.digest}")
        self.stdout.write(f"  workers need its key: PROVIDER_KEY_{model.weights.source.at.upper()}, or …_FILE")


def _price(options: dict[str, Any]) -> Price | None:
    if options["price"] is None:
        return None
    said = {"amount": options["price"], "currency": options["currency"], "per": options["per"]}
    try:
        return msgspec.convert(said, Price)
    except msgspec.ValidationError:
        raise CommandError(f"{options['price']} {options['currency']} is no price: write it like 0.05 EUR.") from None
