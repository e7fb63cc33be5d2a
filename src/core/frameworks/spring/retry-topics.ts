import type { Analysis } from '../../analysis/analysis';
import { moduleOf } from '../../analysis/program/modules';
import type { Unit } from '../../flow/unit';
import { traitsOf } from '../../languages/traits';

/** True where the module of a file gives retry topics to topics by their names. */
export function mayRetry(analysis: Analysis, { path }: Unit): boolean {
  const module = moduleOf(path);
  return retriesByProperty(analysis, module)
    || analysis.program.units.some(unit => traitsOf(unit).ecosystem === 'jvm' && moduleOf(unit.path) === module && unit.funcs.some(func => /(^|\.)RetryTopicConfiguration$/.test(func.returns?.name ?? '')));
}

/** A Spring file of the module switches retry topics on for all listeners. */
export function retriesByProperty(analysis: Analysis, module: string): boolean {
  return analysis.inputs.configs.some(c => moduleOf(c.path) === module && c.settings.some(s => s.key === 'spring:retry.topic.enabled' && s.value.known && s.value.value === 'true'));
}
