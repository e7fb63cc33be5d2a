import { Choices, type Genome } from './choices';
import type { Lines } from './draft';
import type { Made } from './grammar';
import { braces, caught, deeper, JavaDraft } from './java-draft';
import { javaAttempt } from './java-failures';
import type { JavaPlace } from './java-place';
import type { Kind } from './run';

const TOLD = 'log.error("failed", e);';

/** Makes a Java program of choices. */
export function makeJava(genome: Genome, random?: () => number): Made {
  const choices = new Choices(genome, random), draft = new JavaDraft(choices);
  for (const all of [choices.made, choices.special]) all.set('language', 'java');
  const what = draft.pick('program', { loop: 5, sender: 4, relay: 1.5, listener: 3, template: 2 });
  const kind = ({ loop: 'consumer', listener: 'consumer', template: 'sender' } as Record<string, Kind>)[what] ?? what as Kind;
  ({ loop: pollLoop, sender, relay, listener, template })[what](draft);
  return {
    kind,
    main: 'shop.Payments',
    files: draft.files(),
    json: false,
    kinds: false,
    genome: choices.made,
    special: choices.special,
    again: makeJava,
  };
}

function placeOf(draft: JavaDraft, task: 'work' | 'send'): JavaPlace {
  return { draft, uses: draft.uses, methods: draft.methods, task, depth: 2, loop: false };
}

function pollLoop(draft: JavaDraft): void {
  const automatic = draft.pick('commits', { byHand: 3, automatic: 2 }) === 'automatic';
  const commit = automatic
    ? 'never'
    : draft.pick('commit', {
        after: 4,
        before: 1,
        each: 1,
        eachOwn: 1,
        async: 1,
        asyncCallback: 0.7,
        finally: 1,
        finallyEach: 0.7,
        eachFirst: 0.7,
        closing: 0.5,
      });
  const around = { before: [] as Lines, behind: [] as Lines },
    place: JavaPlace = { ...placeOf(draft, 'work'), loop: true, record: true, around };
  const two = draft.pick('steps', { one: 3, two: 1 }) === 'two', last = javaAttempt(place, 'first');
  const work = [
    'String order = record.value();',
    ...(two ? [...javaAttempt({ ...place, depth: 1, first: true }, 'before'), ...last] : last),
  ];
  const next = { next: 'record.offset() + 1', own: 'record.offset()', beyond: 'record.offset() + 2' }[
    draft.pick('offset', { next: 5, own: 1, beyond: 0.7 })
  ];
  const own = `consumer.commitSync(Map.of(new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(${next})));`;
  const whole =
    {
      async: 'consumer.commitAsync();',
      asyncCallback: 'consumer.commitAsync((offsets, exception) -> { if (exception != null) log.error("not committed", exception); });',
    }[commit as string] ?? 'consumer.commitSync();';
  draft.uses.add('log');
  const each: Lines =
    (
      {
        each: [...work, 'consumer.commitSync();'],
        eachOwn: [...work, own],
        eachFirst: [own, ...work],
        finallyEach: ['try {', ...deeper(work), '} finally {', ...deeper([own]), '}'],
      } as Record<string, Lines>
    )[commit] ?? work;
  const batch = [...around.before, ...braces('for (ConsumerRecord<String, String> record : records) {', each), ...around.behind],
    poll = 'ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(1));';
  let body: Lines = [poll, ...(commit === 'before' ? [whole] : []), ...batch];
  if (commit === 'finally') body = [poll, 'try {', ...deeper(batch), '} finally {', ...deeper([whole]), '}'];
  if (commit === 'after' || commit === 'async' || commit === 'asyncCallback') body = [...body, whole];
  const outside = draft.pick('around', { none: 5, log: 1, throw: 1 });
  if (outside !== 'none') body = caught(body, [TOLD, ...(outside === 'throw' ? ['throw e;'] : [])]);
  framed(draft, braces('while (true) {', body), automatic, commit === 'closing');
}

/** How the consumer is made and closed. */
function framed(draft: JavaDraft, loop: Lines, automatic: boolean, closing: boolean): void {
  const frame = draft.pick('frame', { open: 3, with: 1, finally: 1 }),
    make = 'KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings())';
  const subscribe = 'consumer.subscribe(List.of("orders"));', last = closing ? ['consumer.commitSync();'] : [];
  const body: Lines =
    frame === 'with'
      ? braces(`try (${make}) {`, [subscribe, ...(closing ? ['try {', ...deeper(loop), '} finally {', ...deeper(last), '}'] : loop)])
      : frame === 'finally' || closing
        ? [`${make};`, subscribe, 'try {', ...deeper(loop), '} finally {', ...deeper([...last, 'consumer.close();']), '}']
        : [`${make};`, subscribe, ...loop];
  draft.methods.unshift(braces('void run() throws Exception {', body));
  draft.methods.push(braces('private static Properties settings() {', [
    'Properties settings = new Properties();', 'settings.put("bootstrap.servers", "kafka:9092");', 'settings.put("group.id", "payments");',
    `settings.put("enable.auto.commit", "${automatic}");`, 'settings.put("auto.offset.reset", "earliest");', 'return settings;',
  ]));
}

function sender(draft: JavaDraft): void {
  const place = placeOf(draft, 'send'),
    row = draft.pick('row', { none: 6, before: 1, after: 1, outbox: 0.7 }),
    gives = draft.pick('gives', { nothing: 4, boolean: 1 }) === 'boolean';
  const insert = (table: string): string => {
    draft.uses.add('jdbc');
    return `jdbc.update("INSERT INTO ${table} (id) VALUES (?)", order);`;
  };
  const send = (): Lines => javaAttempt({ ...place, ...((gives || row === 'after') && { gives: true as const }) }, 'send');
  const body = {
    none: send,
    before: () => [insert('orders'), ...send()],
    after: () => [...send(), insert('orders')],
    outbox: () => [insert('orders'), insert('outbox')],
  }[row]();
  draft.methods.unshift(
    braces(`${gives ? 'boolean' : 'void'} place(String order) throws Exception {`, [...body, ...(gives ? ['return true;'] : [])]),
  );
}

function relay(draft: JavaDraft): void {
  draft.uses.add('jdbc');
  const mark = draft.pick('mark', { after: 4, before: 1, finally: 1, end: 1, ids: 1, inTry: 1 }),
    remove = draft.pick('marked', { update: 2, delete: 1 });
  const around = { before: [] as Lines, behind: [] as Lines },
    place: JavaPlace = { ...placeOf(draft, 'send'), loop: true, gives: true, relays: true, around };
  const send = javaAttempt(place, 'send'),
    marks = (id: string): string =>
      `jdbc.update("${remove === 'update' ? 'UPDATE outbox SET sent = true' : 'DELETE FROM outbox'} WHERE id = ?", ${id});`;
  draft.uses.add('log');
  const each: Lines = (
    {
      before: [marks('order'), ...send],
      finally: ['try {', ...deeper(send), '} finally {', ...deeper([marks('order')]), '}'],
      end: send,
      ids: [...send, 'sent.add(order);'],
      inTry: caught([...send, marks('order')], ['log.error("stays for the next time", e);']),
    } as Record<string, Lines>
  )[mark] ?? [...send, marks('order')];
  draft.methods.unshift(
    braces('void relay() throws Exception {', [
      `List<String> orders = jdbc.queryForList("SELECT id FROM outbox${remove === 'update' ? ' WHERE sent = false' : ''} ORDER BY id", String.class);`,
      ...(mark === 'ids' ? ['List<String> sent = new ArrayList<>();'] : []),
      ...around.before,
      ...braces('for (String order : orders) {', each),
      ...around.behind,
      ...(mark === 'end'
        ? [`for (String order : orders) ${marks('order')}`]
        : mark === 'ids'
          ? [`for (String order : sent) ${marks('order')}`]
          : []),
    ]),
  );
}

/** A listener of Spring, with commits of its container or by hand. */
function listener(draft: JavaDraft): void {
  draft.marks.push('@Component');
  const place: JavaPlace = { ...placeOf(draft, 'work'), spring: true },
    acknowledge = draft.pick('acknowledge', { container: 4, after: 2, before: 1, finally: 1, inCatch: 0.7, inTry: 0.7 });
  const inner =
    acknowledge === 'container' || acknowledge === 'before' || acknowledge === 'finally' ? place : { ...place, gives: true as const };
  const two = draft.pick('steps', { one: 3, two: 1 }) === 'two', last = javaAttempt(inner, 'first');
  const work = two ? [...javaAttempt({ ...inner, gives: true, depth: 1, first: true }, 'before'), ...last] : last,
    done = 'acknowledgment.acknowledge();';
  if (acknowledge !== 'container')
    draft.beside.set(
      'src/main/resources/application.properties',
      'spring.kafka.listener.ack-mode=manual_immediate\nspring.kafka.consumer.enable-auto-commit=false\nspring.kafka.consumer.auto-offset-reset=earliest\n',
    );
  draft.uses.add('log');
  const body: Lines = ({
    before: [done, ...work], after: [...work, done], finally: ['try {', ...deeper(work), '} finally {', ...deeper([done]), '}'],
    inCatch: caught([...work, done], [TOLD, done]), inTry: caught([...work, done], [TOLD]),
  } as Record<string, Lines>)[acknowledge] ?? work;
  draft.methods.unshift([
    '@RetryableTopic', '@KafkaListener(topics = "orders", groupId = "payments")',
    ...braces(`void onOrder(String order${acknowledge === 'container' ? '' : ', Acknowledgment acknowledgment'}) throws Exception {`, body),
  ]);
}

/** A service that sends by a template, with or without a row beside it. */
function template(draft: JavaDraft): void {
  draft.marks.push('@Service');
  const place: JavaPlace = { ...placeOf(draft, 'send'), spring: true },
    row = draft.pick('row', { none: 5, before: 1, after: 1, outbox: 1 });
  const transactional = row !== 'none' && draft.pick('transaction', { yes: 2, no: 1 }) === 'yes';
  const insert = (table: string): string => {
    draft.uses.add('jdbc');
    return `jdbc.update("INSERT INTO ${table} (id) VALUES (?)", order);`;
  };
  const send = (): Lines => javaAttempt({ ...place, ...(row === 'after' && { gives: true as const }) }, 'send');
  const body = {
    none: send,
    before: () => [insert('orders'), ...send()],
    after: () => [...send(), insert('orders')],
    outbox: () => [insert('orders'), insert('outbox')],
  }[row]();
  draft.methods.unshift([
    ...(transactional ? ['@Transactional'] : []),
    ...braces('public void place(String order) throws Exception {', body),
  ]);
}
