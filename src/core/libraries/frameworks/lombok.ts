/** Annotations of Lombok by what they write out or do (https://projectlombok.org/features), by their simple names. */
export const LOMBOK = {
  getters: new Set(['Data', 'Getter', 'Value']),
  setters: new Set(['Data', 'Setter']),
  constructors: new Set(['Value', 'Data', 'AllArgsConstructor', 'RequiredArgsConstructor']),
  builders: new Set(['Builder', 'SuperBuilder']),
  /** Closes a local variable at the end of its block. */
  closes: new Set(['Cleanup']),
};
