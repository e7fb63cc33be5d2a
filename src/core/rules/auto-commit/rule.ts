import { consumerSettings, onlyForDevelopment, standsAt } from '../../kafka/in-effect';
import type { ClientSetting, Consumer, Handler, KafkaModel } from '../../kafka/model';
import { samePlace } from '../../text/span';
import type { ReportProblem, Rule, Severity } from '../rule';
import type { Evidence } from '../../kafka/evidence';

/** Offsets are committed by the clock, whatever has become of the records: what is unfinished then is lost by a crash. */
export const rule: Rule = {
  id: 'auto-commit',
  title: 'Offsets that are committed whatever became of the records',
  layer: 'consumer',
  severity: 'warning',

  check(model, report) {
    for (const setting of consumerSettings(model, KEY)) checkWritten(model, setting, report);
    for (const consumer of model.consumers) checkDefault(model, consumer, report);
  },
};

const KEY = 'enable.auto.commit';
const OLD_KEY = 'auto.commit.enable';

function checkWritten(model: KafkaModel, setting: ClientSetting, report: ReportProblem): void {
  const { site } = setting;
  if (!site.value.known || site.value.value !== 'true') return;
  const consumers = model.consumers.filter(consumer => isFrom(consumer, setting));
  if (consumers.some(consumer => consumer.ownPosition || consumer.commitsHandled)) return;

  const handlers = consumers.flatMap(consumer => handlersOf(model, consumer));
  if (onlyWatches(handlers)) return;
  report(site, {
    about: setting,
    message: handlers.length === 0 || runsOn(handlers) ? WRITTEN : closes(handlers) ? CLOSED : IN_THE_LOOP,
    severity: onlyForDevelopment(setting) ? 'info' : severityOf(handlers, 'warning'),
    sureness: 'likely',
    because: [...standsAt(site), ...evidence(handlers)],
    fixes: () => [consumers.length > 0 && consumers.every(consumer => consumer.commits.length > 0) ? setting.write('false') : undefined],
  });
}

function checkDefault(model: KafkaModel, consumer: Consumer, report: ReportProblem): void {
  const old = consumer.setting(OLD_KEY);
  const auto = consumer.setting(KEY);
  if (consumer.ownPosition || consumer.commitsHandled) return;
  if (!auto.known || auto.from !== 'default' || auto.value !== 'true') return;

  const handlers = handlersOf(model, consumer);
  if (old.known && old.from !== 'default') {
    report(old.site, { about: consumer, message: NO_SUCH_KEY, severity: 'warning', sureness: 'certain' });
  } else if (!onlyWatches(handlers)) {
    report(consumer, {
      about: consumer,
      message: runsOn(handlers) ? DEFAULT : closes(handlers) ? CLOSED : IN_THE_LOOP,
      severity: severityOf(handlers, 'info'),
      sureness: 'likely',
      because: evidence(handlers),
      fixes: () => [consumer.commits.length > 0 ? consumer.add(KEY, 'false') : undefined],
    });
  }
}

/** A factory's consumers run the listeners of the workspace. */
function handlersOf(model: KafkaModel, { handlers, library }: Consumer): Handler[] {
  return handlers.length > 0
    ? handlers
    : model.handlers.filter(handler => handler.form === 'listener' && handler.library.id === library.id);
}

/** Counting, printing and watching lose nothing. */
function onlyWatches(handlers: Handler[]): boolean {
  return handlers.length > 0 && handlers.every(handler => handler.trivial);
}

/** Handled inside the poll loop, records are committed by the next poll only, when they are done, or by closing the consumer. */
function severityOf(handlers: Handler[], unseen: Severity): Severity {
  return runsOn(handlers) || closes(handlers) ? 'warning' : handlers.length > 0 ? 'info' : unseen;
}

function runsOn(handlers: Handler[]): boolean {
  return handlers.some(handler => handler.detached.length > 0);
}

function closes(handlers: Handler[]): boolean {
  return handlers.some(handler => handler.closing);
}

function evidence(handlers: Handler[]): Evidence[] {
  const detached = handlers.flatMap(handler => handler.detached).map(place => ({ path: place.path, span: place.span, note: 'this work may still run when its record is committed' }));
  if (detached.length > 0) return detached;
  return handlers.flatMap(({ path, span, closing }) => [
    { path, span, note: closing ? 'a failure of the work for these records leaves the loop' : 'the records are handled here, before the next poll commits them' },
    ...(closing ? [closing] : []),
  ]);
}

function isFrom(consumer: Consumer, { site }: ClientSetting): boolean {
  const auto = consumer.setting(KEY);
  return auto.known && auto.from !== 'default' && samePlace(auto.site, site);
}

const WRITTEN = 'offsets are committed by the clock, done or not: what is unfinished when the process stops is lost; set `enable.auto.commit` to `false`.';
const DEFAULT = 'offsets are committed by the clock by default, while records are still in work elsewhere; set `enable.auto.commit` to `false`.';
const IN_THE_LOOP = 'offsets are committed by the clock, not when the work is done: an exception may lose the rest of a batch; commit after the work instead.';
const CLOSED = 'a failure closes the consumer on its way out, and that commits the whole batch, also records not worked on: they are lost; commit after the work instead.';
const NO_SUCH_KEY = '`auto.commit.enable` belongs to the consumer of before 0.9: it has no effect, and offsets are still committed automatically.';
