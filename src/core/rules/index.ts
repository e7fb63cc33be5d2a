import type { Layer } from '../kafka/model';
import type { Rule, Severity } from './rule';
import { rule as acksNotAll } from './acks-not-all';
import acksNotAllPage from './acks-not-all.md';
import { rule as asyncFailureAcknowledged } from './async-failure-acknowledged';
import asyncFailureAcknowledgedPage from './async-failure-acknowledged.md';
import { rule as autoCommit } from './auto-commit';
import autoCommitPage from './auto-commit.md';
import { rule as autoCreatedTopics } from './auto-created-topics';
import autoCreatedTopicsPage from './auto-created-topics.md';
import { rule as commitAfterFailure } from './commit-after-failure';
import commitAfterFailurePage from './commit-after-failure.md';
import { rule as commitBeforeProcessing } from './commit-before-processing';
import commitBeforeProcessingPage from './commit-before-processing.md';
import { rule as detachedWork } from './detached-work';
import detachedWorkPage from './detached-work.md';
import { rule as droppedSend } from './dropped-send';
import droppedSendPage from './dropped-send.md';
import { rule as dualWrite } from './dual-write';
import dualWritePage from './dual-write.md';
import { rule as ephemeralStorage } from './ephemeral-storage';
import ephemeralStoragePage from './ephemeral-storage.md';
import { rule as forcedFlush } from './forced-flush';
import forcedFlushPage from './forced-flush.md';
import { rule as idempotenceOff } from './idempotence-off';
import idempotenceOffPage from './idempotence-off.md';
import { rule as ignoredSendError } from './ignored-send-error';
import ignoredSendErrorPage from './ignored-send-error.md';
import { rule as minInsyncReplicasEqualsReplicas } from './min-insync-replicas-equals-replicas';
import minInsyncReplicasEqualsReplicasPage from './min-insync-replicas-equals-replicas.md';
import { rule as minInsyncReplicasOne } from './min-insync-replicas-one';
import minInsyncReplicasOnePage from './min-insync-replicas-one.md';
import { rule as noDeadLetter } from './no-dead-letter';
import noDeadLetterPage from './no-dead-letter.md';
import { rule as offByOneCommit } from './off-by-one-commit';
import offByOneCommitPage from './off-by-one-commit.md';
import { rule as offsetResetLatest } from './offset-reset-latest';
import offsetResetLatestPage from './offset-reset-latest.md';
import { rule as retriesOff } from './retries-off';
import retriesOffPage from './retries-off.md';
import { rule as singleReplicaInternalTopic } from './single-replica-internal-topic';
import singleReplicaInternalTopicPage from './single-replica-internal-topic.md';
import { rule as singleReplicaTopic } from './single-replica-topic';
import singleReplicaTopicPage from './single-replica-topic.md';
import { rule as swallowedHandlerError } from './swallowed-handler-error';
import swallowedHandlerErrorPage from './swallowed-handler-error.md';
import { rule as swallowedSendError } from './swallowed-send-error';
import swallowedSendErrorPage from './swallowed-send-error.md';
import { rule as uncheckedCommit } from './unchecked-commit';
import uncheckedCommitPage from './unchecked-commit.md';
import { rule as uncleanLeaderElection } from './unclean-leader-election';
import uncleanLeaderElectionPage from './unclean-leader-election.md';
import { rule as unflushedProducer } from './unflushed-producer';
import unflushedProducerPage from './unflushed-producer.md';

/** What faces show of a rule. */
export interface RuleInfo {
  id: string;
  title: string;
  layer: Layer;
  severity: Severity;
  /** The page that explains it, as Markdown. */
  page: string;
}

/** Every rule with its page, by layer along a message's way. */
const all: readonly (readonly [Rule, string])[] = [
  [acksNotAll, acksNotAllPage],
  [idempotenceOff, idempotenceOffPage],
  [retriesOff, retriesOffPage],
  [droppedSend, droppedSendPage],
  [ignoredSendError, ignoredSendErrorPage],
  [swallowedSendError, swallowedSendErrorPage],
  [unflushedProducer, unflushedProducerPage],

  [minInsyncReplicasOne, minInsyncReplicasOnePage],
  [minInsyncReplicasEqualsReplicas, minInsyncReplicasEqualsReplicasPage],
  [uncleanLeaderElection, uncleanLeaderElectionPage],
  [singleReplicaTopic, singleReplicaTopicPage],
  [singleReplicaInternalTopic, singleReplicaInternalTopicPage],
  [autoCreatedTopics, autoCreatedTopicsPage],
  [ephemeralStorage, ephemeralStoragePage],
  [forcedFlush, forcedFlushPage],

  [autoCommit, autoCommitPage],
  [detachedWork, detachedWorkPage],
  [asyncFailureAcknowledged, asyncFailureAcknowledgedPage],
  [commitBeforeProcessing, commitBeforeProcessingPage],
  [commitAfterFailure, commitAfterFailurePage],
  [swallowedHandlerError, swallowedHandlerErrorPage],
  [offByOneCommit, offByOneCommitPage],
  [uncheckedCommit, uncheckedCommitPage],
  [offsetResetLatest, offsetResetLatestPage],
  [noDeadLetter, noDeadLetterPage],

  [dualWrite, dualWritePage],
];

export const rules: readonly Rule[] = all.map(([rule]) => rule);

export const ruleInfos: readonly RuleInfo[] = all.map(([{ id, title, layer, severity }, page]) => ({ id, title, layer, severity, page }));
