"""What a person or a machine sets: the language model's server, its models, time-outs and the cache.

Order: what is given in code (the command line), environment variables, a `.env` file in the working folder, defaults.
The server's address and key have their customary names, `OPENAI_BASE_URL` and `OPENAI_API_KEY`; all others begin with
`IDESIGN_`. The key is a secret: it is shown by no text, log or error.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import platformdirs
from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from idesign.errors import InputError

OPENAI = "https://api.openai.com/v1"


def default_cache() -> Path:
    """The user's cache folder for this program; it need not exist."""
    return Path(platformdirs.user_cache_dir("idesign", appauthor=False))


class Settings(BaseSettings):
    """All settings. Models are named as the server knows them ("" is: none): `model` for all roles, `vision_model` for
    those that look at pictures, `<role>_model` for one role. Times are seconds: `timeout` is how long a server may be
    silent, `patience` all that one question to a model may take, retries included, `team_patience` all questions about
    one room. `concurrency` requests run at a time. Prices are US dollars for a million tokens, where the table of
    prices does not know the model. `model_cache`: whether usable replies are kept. `embedder` compares
    words that are no name of furniture. Raises
    `InputError` with the first fault in one line, without the value, which may be secret."""

    model_config = SettingsConfigDict(
        env_prefix="IDESIGN_", env_file=".env", env_file_encoding="utf-8", extra="ignore", populate_by_name=True
    )

    base_url: Annotated[str | None, Field(repr=False, validation_alias=AliasChoices("base_url", "OPENAI_BASE_URL"))] = (
        None
    )
    api_key: Annotated[SecretStr | None, Field(validation_alias=AliasChoices("api_key", "OPENAI_API_KEY"))] = None
    model: str = ""
    vision_model: str = ""
    reader_model: str = ""
    designer_model: str = ""
    architect_model: str = ""
    engineer_model: str = ""
    corrector_model: str = ""
    refiner_model: str = ""
    critic_model: str = ""
    timeout: Annotated[float, Field(gt=0, le=600)] = 60.0
    patience: Annotated[float, Field(gt=0, le=3600)] = 120.0
    team_patience: Annotated[float, Field(gt=0, le=7200)] = 600.0
    concurrency: Annotated[int, Field(ge=1, le=256)] = 4
    price_in: Annotated[float | None, Field(ge=0)] = None
    price_out: Annotated[float | None, Field(ge=0)] = None
    model_cache: bool = True
    embedder: str = "lexical"
    retries: Annotated[int, Field(ge=0, le=10)] = 2
    max_reply: Annotated[int, Field(ge=1000)] = 400_000
    cache_dir: Annotated[Path, Field(default_factory=default_cache)]

    def __init__(self, **given: Any) -> None:
        try:
            super().__init__(**given)
        except ValidationError as e:
            first = e.errors()[0]
            name = ".".join(str(part) for part in first["loc"])
            raise InputError(f"setting {name}: {first['msg']}") from None

    @field_validator("base_url", "api_key", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("base_url")
    @classmethod
    def _is_an_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be an address such as http://localhost:11434/v1")
        _ = parts.port  # raises ValueError for what is no port
        return value.rstrip("/")

    def model_of(self, role: str, model: str = "") -> str:
        """The model that plays a role: the role's own, else `model`, else the model for all."""
        own = str(getattr(self, f"{role}_model", ""))
        looks = self.vision_model if role == "critic" else ""
        return own or looks or model or self.model

    @property
    def configured(self) -> bool:
        """Whether a server is named, or a key for OpenAI's own."""
        return self.base_url is not None or self.api_key is not None

    @property
    def server(self) -> str:
        """The server's address, without credentials that someone may have put into it."""
        return redact(self.base_url or OPENAI)

    @property
    def key(self) -> str:
        """The key to send; local servers want one that is not empty."""
        return self.api_key.get_secret_value() if self.api_key else "none"


def redact(url: str) -> str:
    """An address without user, password and query."""
    head, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{head}://{host.rpartition('@')[2]}{slash}{path.partition('?')[0]}"
