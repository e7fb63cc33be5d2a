// Rule pages are imported as their text, in tests as in the bundle.
const { readFileSync } = require('node:fs');

require.extensions['.md'] = (module, file) => {
  module.exports = readFileSync(file, 'utf8');
};
