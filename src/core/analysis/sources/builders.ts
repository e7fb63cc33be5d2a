/** The last step of a builder. */
export const BUILDS = /^(build|create|toConfig)$/;

/** How a step of a builder, or a setter, may be called that is given a property. */
export function setterNames(property: string): readonly string[] {
  const capital = property.charAt(0).toUpperCase() + property.slice(1);
  return [property, `with${capital}`, `set${capital}`];
}
