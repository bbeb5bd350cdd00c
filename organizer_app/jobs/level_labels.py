"""The organisation's names of levels, in force as long as a data folder is open and whoever changes them."""

from organizer_app.db.store import Store
from organizer_app.domain.areas import use_labels
from organizer_app.models import Organisation
from organizer_app.services import level_labels


def follow(store: Store) -> None:
    """Brings them into force now, and again after every change: typed here, undone, or come by sync."""

    def read(tables: frozenset[str]) -> None:
        if Organisation.__tablename__ in tables:
            with store.reading() as session:
                use_labels(level_labels.get(session))

    store.listen(read)
    read(frozenset({Organisation.__tablename__}))
