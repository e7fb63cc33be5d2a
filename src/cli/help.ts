/** What `kafka-review --help` prints. */
export const HELP = `Shows where Kafka messages can be lost, doubled or reordered, in TypeScript, JavaScript, Java and configuration.

Usage
  kafka-review review [PATH …]   review folders or files (the current folder by default)
  kafka-review audit [PATH …]    the five layers in Markdown: what is safe, at risk, undecided
  kafka-review fix [PATH …]      makes fixes that can only make things safer
  kafka-review baseline [PATH …] writes today's findings as known ones, so that only new ones count
  kafka-review explain <rule>    what a rule finds, and why it matters
  kafka-review rules             all rules
  kafka-review init              writes a configuration, kafka-review.config.json, which the editor reads too
  kafka-review show FILE[:LINE]  what the reviewer sees there, for reports of bugs and for contributors
  kafka-review PATH …            the same as kafka-review review PATH …

Options of review
  --format text|json|sarif|markdown|github|gitlab|junit
                                         text by default; github: annotations, gitlab: code quality
  --show certain|likely|possible         the least sureness to show; likely by default
  --fail-on error|warning|info|never     the least severity that fails the run; error by default

Options of review and fix
  --baseline FILE                        known findings, before the file that the configuration names
  --changed-since REF                    only what was found in, or is proven by, files that changed since the branch left REF

Options of fix
  --unsafe                               also those that change what the program does
  --dry-run                              shows a patch, and exits with 1 where it is not empty

Options of show
  --as flow                              the steps of the function at the line, as rules see them
  --as values                            what calls mean, and where their values come from
  --as summary                           how the function ends, as its callers see it
  --as ways                              every way through it: what fails, and what becomes of that
  --as model                             what is known of clients, sends, handlers, settings …

Options of review, audit, fix and baseline
  --rules ID=off|error|warning|info,…    switch rules off, or give them another severity, before the configuration
  -o, --output FILE                      write the report to a file; not for fix

Options of all that read files
  --config FILE                          this configuration, and not the nearest one
  --no-config                            none
  --no-gitignore                         also read what .gitignore leaves out

  -h, --help
  -v, --version

Exit code: 0 nothing at or above --fail-on, 1 something, 2 could not run.
A finding that is meant to be: put \`kafka-review: allow <rule> -- <reason>\` in a comment on the line above.
`;
