"""Upkeep: nothing but sweeps that catch what was lost; every due time is somebody else's timer."""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy

from workflows import messages
from workflows.messages import Sweep
from workflows.patience import SILENT

ONCE = RetryPolicy(maximum_attempts=2)
TIME = timedelta(minutes=5)


@workflow.defn
class SweepOutbox:
    """Every minute: what no workflow has dispatched goes out; on asking, mails of no case."""

    @workflow.run
    async def run(self, fresh: bool = False) -> int:
        """Sweep once, ``fresh`` for what has just been written; returns how many rows."""
        return await workflow.execute_activity(
            messages.sweep_outbox,
            Sweep(at=workflow.now(), fresh=fresh),
            start_to_close_timeout=TIME,
            heartbeat_timeout=SILENT,
            retry_policy=ONCE,
        )


@workflow.defn
class SweepDocuments:
    """Every day: documents without a case, drafts and closed cases whose time is over."""

    @workflow.run
    async def run(self) -> int:
        """Sweep once; returns how many were discarded, expired or erased."""
        total = 0
        steps = [messages.sweep_documents, messages.sweep_drafts]
        if workflow.patched("erase-closed"):  # since 0.2.0; docs/adr/0004
            steps.append(messages.sweep_closed)
        for step in steps:
            total += await workflow.execute_activity(
                step,
                Sweep(at=workflow.now()),
                start_to_close_timeout=TIME,
                retry_policy=ONCE,
            )
        return total
