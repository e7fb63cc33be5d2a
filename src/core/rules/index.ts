import type { Layer } from '../kafka/model';
import type { Rule, Severity } from './rule';
import { rule as acksNotAll } from './acks-not-all/rule';
import acksNotAllPage from './acks-not-all/page.md';
import { rule as asyncFailureAcknowledged } from './async-failure-acknowledged/rule';
import asyncFailureAcknowledgedPage from './async-failure-acknowledged/page.md';
import { rule as autoCommit } from './auto-commit/rule';
import autoCommitPage from './auto-commit/page.md';
import { rule as autoCreatedTopics } from './auto-created-topics/rule';
import autoCreatedTopicsPage from './auto-created-topics/page.md';
import { rule as batchListenerSingleRecord } from './batch-listener-single-record/rule';
import batchListenerSingleRecordPage from './batch-listener-single-record/page.md';
import { rule as batchLeftEarly } from './batch-left-early/rule';
import batchLeftEarlyPage from './batch-left-early/page.md';
import { rule as blockedPoll } from './blocked-poll/rule';
import blockedPollPage from './blocked-poll/page.md';
import { rule as commitAfterFailure } from './commit-after-failure/rule';
import commitAfterFailurePage from './commit-after-failure/page.md';
import { rule as commitBeforeProcessing } from './commit-before-processing/rule';
import commitBeforeProcessingPage from './commit-before-processing/page.md';
import { rule as handledBeforeWork } from './handled-before-work/rule';
import handledBeforeWorkPage from './handled-before-work/page.md';
import { rule as detachedWork } from './detached-work/rule';
import detachedWorkPage from './detached-work/page.md';
import { rule as droppedSend } from './dropped-send/rule';
import droppedSendPage from './dropped-send/page.md';
import { rule as dualWrite } from './dual-write/rule';
import dualWritePage from './dual-write/page.md';
import { rule as markedBeforeSend } from './marked-before-send/rule';
import markedBeforeSendPage from './marked-before-send/page.md';
import { rule as sentBeforeCommit } from './sent-before-commit/rule';
import sentBeforeCommitPage from './sent-before-commit/page.md';
import { rule as lostAfterCommit } from './lost-after-commit/rule';
import lostAfterCommitPage from './lost-after-commit/page.md';
import { rule as twiceIsTwice } from './twice-is-twice/rule';
import twiceIsTwicePage from './twice-is-twice/page.md';
import { rule as ephemeralStorage } from './ephemeral-storage/rule';
import ephemeralStoragePage from './ephemeral-storage/page.md';
import { rule as metadataWithoutVolume } from './metadata-without-volume/rule';
import metadataWithoutVolumePage from './metadata-without-volume/page.md';
import { rule as sharedLogDirectory } from './shared-log-directory/rule';
import sharedLogDirectoryPage from './shared-log-directory/page.md';
import { rule as storageDeletedWithCluster } from './storage-deleted-with-cluster/rule';
import storageDeletedWithClusterPage from './storage-deleted-with-cluster/page.md';
import { rule as forcedFlush } from './forced-flush/rule';
import forcedFlushPage from './forced-flush/page.md';
import { rule as unsyncedWrites } from './unsynced-writes/rule';
import unsyncedWritesPage from './unsynced-writes/page.md';
import { rule as idempotenceOff } from './idempotence-off/rule';
import idempotenceOffPage from './idempotence-off/page.md';
import { rule as ignoredSendError } from './ignored-send-error/rule';
import ignoredSendErrorPage from './ignored-send-error/page.md';
import { rule as minInsyncReplicasEqualsReplicas } from './min-insync-replicas-equals-replicas/rule';
import minInsyncReplicasEqualsReplicasPage from './min-insync-replicas-equals-replicas/page.md';
import { rule as minInsyncReplicasOne } from './min-insync-replicas-one/rule';
import minInsyncReplicasOnePage from './min-insync-replicas-one/page.md';
import { rule as neverCommits } from './never-commits/rule';
import neverCommitsPage from './never-commits/page.md';
import { rule as noDeadLetter } from './no-dead-letter/rule';
import noDeadLetterPage from './no-dead-letter/page.md';
import { rule as givenUp } from './given-up/rule';
import givenUpPage from './given-up/page.md';
import { rule as disabledChangelog } from './disabled-changelog/rule';
import disabledChangelogPage from './disabled-changelog/page.md';
import { rule as toleratedConnectErrors } from './tolerated-connect-errors/rule';
import toleratedConnectErrorsPage from './tolerated-connect-errors/page.md';
import { rule as offByOneCommit } from './off-by-one-commit/rule';
import offByOneCommitPage from './off-by-one-commit/page.md';
import { rule as offsetResetLatest } from './offset-reset-latest/rule';
import offsetResetLatestPage from './offset-reset-latest/page.md';
import { rule as outOfOrderCommit } from './out-of-order-commit/rule';
import outOfOrderCommitPage from './out-of-order-commit/page.md';
import { rule as poisonPill } from './poison-pill/rule';
import poisonPillPage from './poison-pill/page.md';
import { rule as retriesOff } from './retries-off/rule';
import retriesOffPage from './retries-off/page.md';
import { rule as tooManyInFlight } from './too-many-in-flight/rule';
import tooManyInFlightPage from './too-many-in-flight/page.md';
import { rule as ignoredKeys } from './ignored-keys/rule';
import ignoredKeysPage from './ignored-keys/page.md';
import { rule as knownLossVersion } from './known-loss-version/rule';
import knownLossVersionPage from './known-loss-version/page.md';
import { rule as singleReplicaInternalTopic } from './single-replica-internal-topic/rule';
import singleReplicaInternalTopicPage from './single-replica-internal-topic/page.md';
import { rule as singleReplicaTopic } from './single-replica-topic/rule';
import singleReplicaTopicPage from './single-replica-topic/page.md';
import { rule as skippedBadRecords } from './skipped-bad-records/rule';
import skippedBadRecordsPage from './skipped-bad-records/page.md';
import { rule as skippedBacklog } from './skipped-backlog/rule';
import skippedBacklogPage from './skipped-backlog/page.md';
import { rule as stoppedConsumer } from './stopped-consumer/rule';
import stoppedConsumerPage from './stopped-consumer/page.md';
import { rule as swallowedHandlerError } from './swallowed-handler-error/rule';
import swallowedHandlerErrorPage from './swallowed-handler-error/page.md';
import { rule as swallowedSendError } from './swallowed-send-error/rule';
import swallowedSendErrorPage from './swallowed-send-error/page.md';
import { rule as unacknowledged } from './unacknowledged/rule';
import unacknowledgedPage from './unacknowledged/page.md';
import { rule as unfinishedRevoke } from './unfinished-revoke/rule';
import unfinishedRevokePage from './unfinished-revoke/page.md';
import { rule as uncheckedCommit } from './unchecked-commit/rule';
import uncheckedCommitPage from './unchecked-commit/page.md';
import { rule as uncleanLeaderElection } from './unclean-leader-election/rule';
import uncleanLeaderElectionPage from './unclean-leader-election/page.md';
import { rule as unflushedProducer } from './unflushed-producer/rule';
import unflushedProducerPage from './unflushed-producer/page.md';
import { rule as emptySend } from './empty-send/rule';
import emptySendPage from './empty-send/page.md';
import { rule as sendOutsideTransaction } from './send-outside-transaction/rule';
import sendOutsideTransactionPage from './send-outside-transaction/page.md';
import { rule as openTransaction } from './open-transaction/rule';
import openTransactionPage from './open-transaction/page.md';
import { rule as offsetsOutsideTransaction } from './offsets-outside-transaction/rule';
import offsetsOutsideTransactionPage from './offsets-outside-transaction/page.md';
import { rule as lostKey } from './lost-key/rule';
import lostKeyPage from './lost-key/page.md';
import { rule as racedSend } from './raced-send/rule';
import racedSendPage from './raced-send/page.md';
import { rule as republishedAndRetried } from './republished-and-retried/rule';
import republishedAndRetriedPage from './republished-and-retried/page.md';
import { rule as droppedReplicationSlot } from './dropped-replication-slot/rule';
import droppedReplicationSlotPage from './dropped-replication-slot/page.md';
import { rule as shortRetention } from './short-retention/rule';
import shortRetentionPage from './short-retention/page.md';
import { rule as topicsByIndex } from './topics-by-index/rule';
import topicsByIndexPage from './topics-by-index/page.md';
import { rule as stateTopicRetention } from './state-topic-retention/rule';
import stateTopicRetentionPage from './state-topic-retention/page.md';
import { rule as moreReplicasThanBrokers } from './more-replicas-than-brokers/rule';
import moreReplicasThanBrokersPage from './more-replicas-than-brokers/page.md';
import { rule as twoVoters } from './two-voters/rule';
import twoVotersPage from './two-voters/page.md';
import { rule as ineffectiveSetting } from './ineffective-setting/rule';
import ineffectiveSettingPage from './ineffective-setting/page.md';

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
  [tooManyInFlight, tooManyInFlightPage],
  [ignoredKeys, ignoredKeysPage],
  [knownLossVersion, knownLossVersionPage],
  [droppedSend, droppedSendPage],
  [ignoredSendError, ignoredSendErrorPage],
  [swallowedSendError, swallowedSendErrorPage],
  [unflushedProducer, unflushedProducerPage],
  [emptySend, emptySendPage],
  [sendOutsideTransaction, sendOutsideTransactionPage],
  [openTransaction, openTransactionPage],
  [offsetsOutsideTransaction, offsetsOutsideTransactionPage],
  [lostKey, lostKeyPage],
  [racedSend, racedSendPage],
  [republishedAndRetried, republishedAndRetriedPage],
  [droppedReplicationSlot, droppedReplicationSlotPage],

  [minInsyncReplicasOne, minInsyncReplicasOnePage],
  [minInsyncReplicasEqualsReplicas, minInsyncReplicasEqualsReplicasPage],
  [uncleanLeaderElection, uncleanLeaderElectionPage],
  [singleReplicaTopic, singleReplicaTopicPage],
  [singleReplicaInternalTopic, singleReplicaInternalTopicPage],
  [autoCreatedTopics, autoCreatedTopicsPage],
  [ephemeralStorage, ephemeralStoragePage],
  [metadataWithoutVolume, metadataWithoutVolumePage],
  [sharedLogDirectory, sharedLogDirectoryPage],
  [storageDeletedWithCluster, storageDeletedWithClusterPage],
  [ineffectiveSetting, ineffectiveSettingPage],
  [forcedFlush, forcedFlushPage],
  [unsyncedWrites, unsyncedWritesPage],
  [shortRetention, shortRetentionPage],
  [topicsByIndex, topicsByIndexPage],
  [stateTopicRetention, stateTopicRetentionPage],
  [moreReplicasThanBrokers, moreReplicasThanBrokersPage],
  [twoVoters, twoVotersPage],

  [autoCommit, autoCommitPage],
  [detachedWork, detachedWorkPage],
  [asyncFailureAcknowledged, asyncFailureAcknowledgedPage],
  [commitBeforeProcessing, commitBeforeProcessingPage],
  [handledBeforeWork, handledBeforeWorkPage],
  [commitAfterFailure, commitAfterFailurePage],
  [batchLeftEarly, batchLeftEarlyPage],
  [batchListenerSingleRecord, batchListenerSingleRecordPage],
  [outOfOrderCommit, outOfOrderCommitPage],
  [swallowedHandlerError, swallowedHandlerErrorPage],
  [offByOneCommit, offByOneCommitPage],
  [stoppedConsumer, stoppedConsumerPage],
  [neverCommits, neverCommitsPage],
  [unacknowledged, unacknowledgedPage],
  [uncheckedCommit, uncheckedCommitPage],
  [unfinishedRevoke, unfinishedRevokePage],
  [blockedPoll, blockedPollPage],
  [offsetResetLatest, offsetResetLatestPage],
  [skippedBacklog, skippedBacklogPage],
  [poisonPill, poisonPillPage],
  [skippedBadRecords, skippedBadRecordsPage],
  [noDeadLetter, noDeadLetterPage],
  [givenUp, givenUpPage],
  [disabledChangelog, disabledChangelogPage],
  [toleratedConnectErrors, toleratedConnectErrorsPage],

  [dualWrite, dualWritePage],
  [markedBeforeSend, markedBeforeSendPage],
  [sentBeforeCommit, sentBeforeCommitPage],
  [lostAfterCommit, lostAfterCommitPage],
  [twiceIsTwice, twiceIsTwicePage],
];

export const rules: readonly Rule[] = all.map(([rule]) => rule);

export const ruleInfos: readonly RuleInfo[] = all.map(([{ id, title, layer, severity }, page]) => ({ id, title, layer, severity, page }));
