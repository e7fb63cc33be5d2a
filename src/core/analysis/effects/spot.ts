import type { Unit } from '../../flow/unit';
import type { Span } from '../../text/span';

/** A spot in a unit with what it shows. */
export interface Spot { unit: Unit; span: Span; note: string }
