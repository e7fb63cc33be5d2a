import { namesAll } from '../kafka/in-effect';
import type { Connector, KafkaModel, Send } from '../kafka/model';
import { named } from '../kafka/subject';
import type { Answer } from '../settings/setting';
import { samePlace } from '../text/span';
import type { Link, Weakness } from './contract';
import { clientName, linkOf, maySetOutside, traitOf, writtenAt, type Surroundings } from './link';

/** A send as a link of the way. */
export function senderOf(around: Surroundings, model: KafkaModel, send: Send): Link {
  const { told } = around, { unseen } = send, inner = innerOf(model, send), { producer } = inner;
  const acks = acksOf(around, model, inner), idempotence = producer?.setting('enable.idempotence');
  const sent = producer && ['retries', 'max.in.flight.requests.per.connection'].map(key => producer.setting(key));
  const open = [
    ...(unseen ? [{ question: `What becomes of its failure rests on what cannot be seen: ${unseen.note}`, at: told.spot(unseen) }] : []),
    ...(send.fate === 'kept' || send.fate === 'unknown' ? [{ question: 'Who hears of its failure is not in view', at: told.spot(send) }] : []),
    ...(maySetOutside(acks) ? [{ question: 'Its `acks` may be set from outside', at: told.spot(writtenAt(acks) ?? send) }] : []),
    ...(acks.known ? [] : [{ question: `Its \`acks\` are not known: ${acks.why}`, at: told.spot(acks.place ?? send) }]),
  ];
  const once = send.transaction || (idempotence?.known === true && idempotence.value === 'true' && namesAll(acks) && !maySetOutside(idempotence));
  const repeats = producer && !once && idempotence?.known === true && idempotence.value === 'false' ? [told.weak(writtenAt(idempotence) ?? producer, 'idempotence-off')] : [];
  return linkOf(around, {
    place: send, name: send.name ?? 'send', kind: clientName(send.library), open, once,
    traits: {
      acks: traitOf(acks, told), idempotence: traitOf(idempotence, told), outcome: { value: OUTCOMES[send.fate] },
      ...(inner.key && { key: { value: inner.key } }), ...(send.transaction && { transaction: { value: 'yes' } }),
    },
    places: [producer, ...(producer?.closed ?? []), send.decidedAt, send.acks, ...[acks, idempotence, ...(sent ?? [])].map(writtenAt)],
    weak: [...lossesOf(around, send, acks, producer), ...repeats],
  });
}

/** The send behind a call of a wrapper, whose client and record are those of the call. */
function innerOf({ sends }: KafkaModel, send: Send): Send {
  return (send.wrapped && sends.find(one => !one.wrapped && send.because.some(place => samePlace(place, one)))) || send;
}

function lossesOf({ told }: Surroundings, send: Send, acks: Answer, producer: Send['producer']): Weakness[] {
  const rule = send.transaction ? undefined : LOST[send.fate];
  return [
    ...(rule === undefined ? [] : [told.weak(send.fate === 'swallowed' || send.fate === 'ignored' ? send.decidedAt ?? send : send, rule)]),
    ...(send.empty === undefined ? [] : [told.weak(send, 'empty-send')]),
    ...(acks.known && !namesAll(acks) ? [told.weak(writtenAt(acks) ?? producer ?? send, 'acks-not-all', `acks=${acks.value}`)] : []),
  ];
}

/** The fates that lose a record, with the rules that speak of them. */
const LOST: Partial<Record<Send['fate'], string>> = {
  dropped: 'dropped-send', ignored: 'ignored-send-error', swallowed: 'swallowed-send-error',
};

const OUTCOMES: Readonly<Record<Send['fate'], string>> = {
  awaited: 'handed to the caller', returned: 'handed to the caller', handled: 'looked at', ignored: 'never looked at',
  swallowed: 'swallowed', dropped: 'dropped', kept: 'not known', unknown: 'not known',
};

/**
 * The `acks` of a send: its own, its producer's, or where a framework keeps the producer, what the files of its service
 * say, as far as they say one thing.
 */
function acksOf({ service }: Surroundings, model: KafkaModel, { acks, producer, path }: Send): Answer {
  if (acks) return acks.value.known ? { known: true, value: acks.value.value, from: 'code', site: acks } : { known: false, why: acks.value.why, place: acks };
  if (producer) return producer.setting('acks');
  const own = model.clientSettings.filter(({ side, site, overriddenBy, sample }) =>
    side === 'producer' && site.key === 'acks' && !overriddenBy && !sample && service(site.path) === service(path));
  const values = new Set(own.map(({ site }) => (site.value.known ? site.value.value : undefined))), [value] = values;
  return values.size === 1 && value !== undefined ? { known: true, value, from: 'file', site: own[0].site }
    : { known: false, why: own.length > 0 ? 'the files of its service say different things' : 'its producer is not in view' };
}

/** A connector that brings records to a topic. */
export function sourceOf(around: Surroundings, connector: Connector): Link {
  return linkOf(around, {
    place: connector, name: named(connector, 'connector').replaceAll('`', ''), kind: 'Kafka Connect', traits: {}, places: [], weak: [], once: false,
    open: [{ question: 'What this connector promises is not read', at: around.told.spot(connector) }],
  });
}
