import type { Func } from '../../../flow/unit';
import type { ClassWork, Context } from './context';
import { annotationsOf, hasModifier } from './modifiers';
import type { Node } from '../parse/tree';
import { childOf, fieldOf, named, spanOf } from '../parse/tree';
import { typeOf } from './types';

/** Lowers a method, a constructor or an initialiser block, as a member of `work` when it stands in a class. */
export function lowerCallable(ctx: Context, node: Node, work: ClassWork | undefined): Func {
  const name = fieldOf(node, 'name');
  const body = node.type === 'block' ? node : fieldOf(node, 'body') ?? childOf(node, 'block');
  const method = node.type === 'method_declaration' || node.type === 'annotation_type_element_declaration';
  const func = ctx.addFunc({
    name: name ? ctx.textOf(name) : '',
    kind: method ? 'method' : 'constructor',
    class: work?.decl.id,
    parent: work ? work.parent : ctx.func,
    static: node.type === 'static_initializer' || hasModifier(node, 'static') || undefined,
    returns: method ? typeOf(ctx, fieldOf(node, 'type'), fieldOf(node, 'dimensions')) : undefined,
    span: spanOf(node),
    nameSpan: name ? spanOf(name) : { start: node.start, end: node.start },
    bodySpan: body ? spanOf(body) : { start: node.end, end: node.end },
  });
  work?.decl.methods.push(func.id);
  func.annotations = annotationsOf(ctx, node);
  ctx.inFunc(func, () => {
    ctx.inInitializer = !name && work?.decl.anonymous === true;
    const parameters = node.type === 'compact_constructor_declaration'
      ? work && fieldOf(work.node, 'parameters') : fieldOf(node, 'parameters');
    if (parameters) func.params = declareParams(ctx, parameters);
    if (body) ctx.lowerBlock(body);
  });
  return func;
}

/** Declares the parameters of a method or lambda in the current function. */
export function declareParams(ctx: Context, parameters: Node): number[] {
  if (parameters.type === 'identifier') return [ctx.declare('param', parameters).id];
  const params: number[] = [];
  for (const node of named(parameters)) {
    if (node.type === 'identifier') params.push(ctx.declare('param', node).id);
    const parameter = parameterOf(ctx, node);
    if (!parameter) continue;
    const { name, type } = parameter;
    const annotations = annotationsOf(ctx, node), constant = hasModifier(node, 'final') || undefined;
    params.push(ctx.declare('param', name, { type, annotations, constant }).id);
  }
  return params;
}

/** The name and type of one parameter or record component. */
export function parameterOf(ctx: Context, node: Node): { name: Node; type: ReturnType<typeof typeOf> } | undefined {
  if (node.type === 'formal_parameter') {
    const name = fieldOf(node, 'name');
    return name && { name, type: typeOf(ctx, fieldOf(node, 'type'), fieldOf(node, 'dimensions')) };
  }
  if (node.type !== 'spread_parameter') return undefined;
  const declarator = childOf(node, 'variable_declarator');
  const name = declarator && fieldOf(declarator, 'name');
  const element = typeOf(ctx, named(node).find((one) => one.type !== 'modifiers' && one !== declarator));
  return name && { name, type: element && { name: 'Array', args: [element], span: element.span } };
}
