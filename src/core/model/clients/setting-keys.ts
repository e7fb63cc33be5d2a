import type { Analysis } from '../../analysis/analysis';
import type { Expr, Unit } from '../../flow/unit';
import { peel } from '../../flow/walk';
import { javaConstant } from '../../settings/spelling';

type Asked = Pick<Analysis, 'types' | 'constants'>;

/** Kafka's key of an expression: a literal, or a constant of the client's configuration classes. */
export function keyOf(analysis: Asked, unit: Unit, expr: Expr): { key: string; spelling: string; side?: 'producer' | 'consumer' } | undefined {
  const value = peel(expr), { types } = analysis;
  if (value.kind === 'literal' && typeof value.value === 'string') return { key: value.value, spelling: value.value };
  const name = value.kind === 'member' || value.kind === 'name' ? value.name : undefined;
  if (!name) return undefined;
  const owner = value.kind === 'member' ? types.of(unit, value.object) ?? (value.object.kind === 'name' ? value.object.name : '') : staticOwner(unit, value as Expr & { kind: 'name' });
  if (/(^|\.)(ProducerConfig|ConsumerConfig|CommonClientConfigs|AdminClientConfig|TopicConfig|StreamsConfig|SaslConfigs)$/.test(owner)) {
    if (/\./.test(owner) && !owner.startsWith('org.apache.kafka.')) return read(analysis, unit, value);
    const key = javaConstant(name);
    if (!key) return undefined;
    return { key, spelling: name, side: /ProducerConfig$/.test(owner) ? 'producer' : /ConsumerConfig$/.test(owner) ? 'consumer' : undefined };
  }
  return read(analysis, unit, value);
}

function read({ constants }: Asked, unit: Unit, value: Expr): { key: string; spelling: string } | undefined {
  const constant = constants.read(unit, value);
  return constant.known ? { key: constant.value, spelling: constant.value } : undefined;
}

function staticOwner(unit: Unit, value: Expr & { kind: 'name' }): string {
  const variable = value.symbol === undefined ? undefined : unit.symbols[value.symbol];
  if (variable?.kind === 'import' && variable.of !== undefined && unit.imports[variable.of].static) return unit.imports[variable.of].module;
  const wildcard = unit.imports.find(i => i.static && i.name === '*' && /(ProducerConfig|ConsumerConfig|CommonClientConfigs|TopicConfig)$/.test(i.module));
  return !variable && wildcard && /^[A-Z_]+$/.test(value.name) ? wildcard.module : '';
}
