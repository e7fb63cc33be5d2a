import { first } from '../../flow/first';
import type { Call, Expr, TypeRef, Unit, Variable } from '../../flow/unit';
import { peel } from '../../flow/walk';
import type { Questions } from '../sources/questions';
import { isRuntimeType } from './runtime-rows';

const LITERALS: Readonly<Record<string, string>> = { string: 'String.prototype', number: 'Number.prototype', boolean: 'Boolean.prototype' };
const BUILT_IN: Readonly<Record<string, string>> = { string: 'String', number: 'Number', boolean: 'Boolean', bigint: 'BigInt', ReadonlyArray: 'Array', ReadonlyMap: 'Map', ReadonlySet: 'Set' };

/** Of which module, global or class a value of a script is, as the tables of runtimes name them. */
export class ScriptOwners {
  /** `given` says what a call gives by those tables. */
  constructor(private readonly types: Questions, private readonly given: (unit: Unit, call: Call) => string | undefined) {}

  /** The path of a module, a global, or of what stands in one: `os`, `util.types`, `Math`. */
  path(unit: Unit, expr: Expr): string | undefined {
    const value = peel(expr);
    if (value.kind === 'name') {
      if (value.symbol === undefined) return value.name;
      const variable = unit.symbols[value.symbol];
      if (variable.kind === 'import') return this.#importPath(unit, variable);
      // `const { hostname } = os`, `const { promises: fs } = require('fs')`
      const inner = variable.kind === 'local' && variable.values.length === 1 ? variable.values[0] : undefined;
      if (!inner || !/^(name|member)$/.test(inner.kind) || inner === expr) return undefined;
      const path = this.path(unit, inner);
      return path === undefined || !isRuntimeType(path) ? undefined : variable.route ? `${path}.${variable.route}` : path;
    }
    if (value.kind !== 'member') return undefined;
    const path = this.path(unit, value.object);
    return path === undefined ? undefined : path === 'globalThis' || path === 'global' ? value.name : `${path}.${value.name}`;
  }

  #importPath(unit: Unit, variable: Variable): string | undefined {
    const target = this.types.program.imported(unit, variable);
    if (typeof target !== 'string') return undefined;
    const at = target.lastIndexOf('#'), module = target.slice(0, at).replace(/^node:/, '').replace(/\/promises$/, '.promises');
    const path = [at < 0 ? target : module, ...[target.slice(at + 1)].filter(name => name !== '*' && name !== 'default'), ...(variable.route ? [variable.route] : [])].join('.').replace(/^buffer\.(?=Buffer|atob|btoa)/, '');
    // `lodash/get`, `date-fns/format`, `lodash.get`: one function of a package that is listed whole.
    const [head, ...rest] = path.split('/');
    return rest.length > 0 && !path.startsWith('@') && !isRuntimeType(path) && isRuntimeType(head) ? [head, ...rest].join('.') : path;
  }

  /** The built-in or listed class of which a value is: `String.prototype`. */
  instance(unit: Unit, expr: Expr, depth = 0): string | undefined {
    if (depth > 6) return undefined;
    const value = peel(expr);
    switch (value.kind) {
      case 'literal': return value.value === null ? undefined : LITERALS[typeof value.value];
      case 'template': return 'String.prototype';
      case 'array': return 'Array.prototype';
      case 'function': return 'Function.prototype';
      case 'choice': return first(value.options, option => this.instance(unit, option, depth + 1));
      case 'call': {
        const call = unit.calls[value.call];
        if (call.kind !== 'new') return this.given(unit, call);
        const path = call.callee && this.path(unit, call.callee);
        return path === undefined ? undefined : `${path}.prototype`;
      }
      case 'name': case 'member': {
        const held = this.types.members.held(unit, value);
        if (!held) return undefined;
        const declared = held.variable.type && this.#declared(held.unit, held.variable.type);
        if (declared || held.variable.route) return declared;
        return first(held.variable.values, given => (given === expr ? undefined : this.instance(held.unit, given, depth + 1)));
      }
      default: return undefined;
    }
  }

  #declared(unit: Unit, ref: TypeRef): string | undefined {
    const builtIn = Object.hasOwn(BUILT_IN, ref.name) ? BUILT_IN[ref.name] : ref.name;
    if (isRuntimeType(`${builtIn}.prototype`)) return `${builtIn}.prototype`;
    const name = this.types.program.typeName(unit, ref);
    const at = name?.lastIndexOf('#') ?? -1;
    if (at < 0) return undefined;
    const path = `${name!.slice(0, at).replace(/^node:/, '')}.${name!.slice(at + 1)}.prototype`;
    return isRuntimeType(path) ? path : undefined;
  }
}
