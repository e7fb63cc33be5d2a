import type { Rule } from './rule';
import { rule as acksNotAll } from './acks-not-all';
import { rule as autoCommit } from './auto-commit';
import { rule as autoCreatedTopics } from './auto-created-topics';
import { rule as commitAfterFailure } from './commit-after-failure';
import { rule as commitBeforeProcessing } from './commit-before-processing';
import { rule as detachedWork } from './detached-work';
import { rule as droppedSend } from './dropped-send';
import { rule as dualWrite } from './dual-write';
import { rule as ephemeralStorage } from './ephemeral-storage';
import { rule as forcedFlush } from './forced-flush';
import { rule as idempotenceOff } from './idempotence-off';
import { rule as ignoredSendError } from './ignored-send-error';
import { rule as minInsyncReplicasEqualsReplicas } from './min-insync-replicas-equals-replicas';
import { rule as minInsyncReplicasOne } from './min-insync-replicas-one';
import { rule as noDeadLetter } from './no-dead-letter';
import { rule as offByOneCommit } from './off-by-one-commit';
import { rule as offsetResetLatest } from './offset-reset-latest';
import { rule as retriesOff } from './retries-off';
import { rule as singleReplicaInternalTopic } from './single-replica-internal-topic';
import { rule as singleReplicaTopic } from './single-replica-topic';
import { rule as swallowedHandlerError } from './swallowed-handler-error';
import { rule as swallowedSendError } from './swallowed-send-error';
import { rule as uncheckedCommit } from './unchecked-commit';
import { rule as uncleanLeaderElection } from './unclean-leader-election';
import { rule as unflushedProducer } from './unflushed-producer';
export const rules: readonly Rule[] = [
  acksNotAll,
  autoCommit,
  autoCreatedTopics,
  commitAfterFailure,
  commitBeforeProcessing,
  detachedWork,
  droppedSend,
  dualWrite,
  ephemeralStorage,
  forcedFlush,
  idempotenceOff,
  ignoredSendError,
  minInsyncReplicasEqualsReplicas,
  minInsyncReplicasOne,
  noDeadLetter,
  offByOneCommit,
  offsetResetLatest,
  retriesOff,
  singleReplicaInternalTopic,
  singleReplicaTopic,
  swallowedHandlerError,
  swallowedSendError,
  uncheckedCommit,
  uncleanLeaderElection,
  unflushedProducer,
];
