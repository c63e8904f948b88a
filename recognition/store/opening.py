"""Opens the store that the settings describe."""

from recognition.settings import Settings
from recognition.store.store import Store


def open_store(settings: Settings) -> Store:
    """Open it; ``BrokenSetting`` where the master key is missing or no key."""
    secret = settings.s3_secret_access_key
    options = {
        "endpoint": settings.s3_endpoint,
        "region": settings.s3_region,
        "access_key_id": settings.s3_access_key_id,
        "secret_access_key": secret.get_secret_value() if secret else None,
        "client_options": {"allow_http": True} if settings.s3_allow_http else None,
    }
    known = {name: value for name, value in options.items() if value}
    return Store.open(settings.database_url, settings.blob_url, settings.master_key_text(), known)
