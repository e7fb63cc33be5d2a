import type { Shop } from '../experiment';
import type { Count } from '../ledger';
import type { Postgres } from '../system/postgres';

/** A consumer that checks the numbers of its messages. */
export const CHECKING: Shop = {
  snippets: { 'src/outbox.ts': 'Kafka outbox: write in the same transaction (pg)', 'src/check-sequence.ts': 'Kafka sequence: check for gaps (kafkajs, pg)' },
  shop: 'sequence.ts',
};

/** Counts as lost what is missing and not reported, or reported and not missing, of the numbers from 1 on. */
export async function misreported(database: Postgres, of: number, missing: readonly number[]): Promise<Count> {
  const gaps = await database.query('SELECT first_missing, last_missing FROM sequence_gaps');
  const reported = (number: number): boolean => gaps.some(([first, last]) => Number(first) <= number && number <= Number(last));
  const wrong = Array.from({ length: of }, (_, i) => i + 1).filter(number => reported(number) !== missing.includes(number));
  return { of, lost: wrong.length, doubled: 0, reordered: 0 };
}
