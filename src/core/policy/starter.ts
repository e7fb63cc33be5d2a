const YAML = `# What the team has decided for Kafka Reliability Review, in the editor and in the pipeline.

# Another severity for single rules: error, warning, info, hint or off.
rules: {}

# Files and folders that are not reviewed, besides those that .gitignore leaves out.
exclude: []

# Topics of which some records may be lost; findings that speak of nothing else do not count.
telemetry: []

# What holds for some folders only.
overrides: []
`;

/** A configuration that changes nothing yet. */
export function starter(format: 'json' | 'yaml'): string {
  return format === 'yaml' ? YAML : `${JSON.stringify({ rules: {}, exclude: [], telemetry: [], overrides: [] }, undefined, 2)}\n`;
}
