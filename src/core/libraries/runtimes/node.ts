import { all, rowsOf, type RuntimeRow, type RuntimeTable } from './row';

const hash = (type: string): RuntimeRow[] => rowsOf(`crypto.${type}.prototype`, { methods: '*', kind: 'pure', gives: `crypto.${type}.prototype` });

/** Modules of Node that only read, compute and wait; what writes files or talks to others is not listed. */
export const node: RuntimeTable = {
  id: 'node',
  language: 'typescript',
  source: 'https://nodejs.org/api/',
  rows: [
    ...all('pure', 'os', 'path', 'path.posix', 'path.win32', 'util', 'util.types', 'url', 'querystring', 'perf_hooks', 'perf_hooks.performance', 'buffer', 'async_hooks', 'v8', 'timers', 'timers.promises',
      'assert', 'assert.strict', 'string_decoder.StringDecoder.prototype', 'async_hooks.AsyncLocalStorage.prototype', 'perf_hooks.Histogram.prototype', 'worker_threads', 'diagnostics_channel'),
    ...['assert', 'assert.strict'].map(of => ({ of, methods: '()', kind: 'pure' as const })),
    ...rowsOf('os', { methods: 'hostname platform arch release tmpdir homedir type version machine endianness', kind: 'pure', gives: 'String.prototype' }),
    ...rowsOf('path', { methods: 'basename dirname extname join resolve relative normalize format', kind: 'pure', gives: 'String.prototype' }),
    ...rowsOf('util', { methods: 'inspect format formatWithOptions stripVTControlCharacters', kind: 'pure', gives: 'String.prototype' }, { methods: 'debug log', kind: 'log' }),
    ...rowsOf('querystring', { methods: 'parse decode unescape', kind: 'parse' }),
    ...rowsOf('events', { methods: 'once on getEventListeners listenerCount setMaxListeners getMaxListeners', kind: 'pure' }),
    ...rowsOf('events.EventEmitter.prototype', { methods: 'listenerCount listeners eventNames getMaxListeners setMaxListeners removeListener removeAllListeners off', kind: 'pure' }),
    ...rowsOf('process', {
      methods: 'memoryUsage cpuUsage resourceUsage uptime hrtime cwd getuid geteuid getgid getegid constrainedMemory availableMemory getActiveResourcesInfo umask emitWarning nextTick on once off addListener removeListener',
      kind: 'pure',
    }),
    ...rowsOf('process.hrtime', { methods: 'bigint', kind: 'pure' }), ...rowsOf('process.memoryUsage', { methods: 'rss', kind: 'pure' }),
    ...rowsOf('process.stdout', { methods: 'write', kind: 'log' }), ...rowsOf('process.stderr', { methods: 'write', kind: 'log' }),
    ...rowsOf('crypto',
      { methods: 'createHash', kind: 'pure', gives: 'crypto.Hash.prototype' }, { methods: 'createHmac', kind: 'pure', gives: 'crypto.Hmac.prototype' },
      { methods: 'createCipheriv', kind: 'pure', gives: 'crypto.Cipheriv.prototype' },
      { methods: 'createSign', kind: 'pure', gives: 'crypto.Sign.prototype' }, { methods: 'createVerify', kind: 'pure', gives: 'crypto.Verify.prototype' },
      { methods: 'createDecipheriv', kind: 'parse', gives: 'crypto.Decipheriv.prototype' }, { methods: 'privateDecrypt publicDecrypt verify', kind: 'parse' },
      {
        methods: 'hash hkdf hkdfSync pbkdf2 pbkdf2Sync scrypt scryptSync randomBytes randomFill randomFillSync randomInt randomUUID getRandomValues timingSafeEqual getHashes getCiphers getCurves sign'
          + ' createPublicKey createPrivateKey createSecretKey privateEncrypt publicEncrypt',
        kind: 'pure',
      }),
    ...hash('Hash'), ...hash('Hmac'), ...hash('Sign'), ...hash('Verify'), ...hash('Cipheriv'),
    ...all('parse', 'crypto.Decipheriv.prototype'),
    ...rowsOf('zlib',
      { methods: 'deflate deflateSync gzip gzipSync deflateRaw deflateRawSync brotliCompress brotliCompressSync crc32 zstdCompress zstdCompressSync', kind: 'pure', gives: 'Buffer.prototype' },
      { methods: 'inflate inflateSync gunzip gunzipSync unzip unzipSync inflateRaw inflateRawSync brotliDecompress brotliDecompressSync zstdDecompress zstdDecompressSync', kind: 'parse', gives: 'Buffer.prototype' }),
    ...['fs', 'fs.promises'].flatMap(of => rowsOf(of, {
      methods: 'access accessSync exists existsSync lstat lstatSync stat statSync statfs statfsSync readFile readFileSync readdir readdirSync readlink readlinkSync realpath realpathSync createReadStream',
      kind: 'pure',
    })),
    ...['dns', 'dns.promises'].flatMap(of => rowsOf(of, { methods: 'lookup lookupService resolve resolve4 resolve6 resolveTxt resolveSrv resolveMx reverse getServers', kind: 'pure' })),
  ],
};
