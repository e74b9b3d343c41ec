import { brotliCompressSync, gzipSync } from 'node:zlib'
import { defineConfig, type Plugin } from 'vite'

/** Each text goes out compressed without anybody waiting for it; fonts are compressed as they are. */
const compressed: Plugin = {
  name: 'compressed',
  generateBundle: {
    // Behind Vite's own, which puts into the code what a chunk that comes later needs.
    order: 'post',
    handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        const { fileName } = file
        // What browsers of the last ten years never ask for.
        if (/\.(?:ttf|woff)$/.test(fileName)) delete bundle[fileName]
        if (!/\.(?:js|css|html)$/.test(fileName)) continue
        const source = file.type === 'chunk' ? file.code : file.source
        this.emitFile({ type: 'asset', fileName: `${fileName}.br`, source: brotliCompressSync(source) })
        this.emitFile({ type: 'asset', fileName: `${fileName}.gz`, source: gzipSync(source) })
      }
    },
  },
}

export default defineConfig({
  plugins: [compressed],
  build: {
    // The first that know light-dark(), of spring 2024: a colour's two values stand in one place.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The policy of the page lets nothing in that stands in an address.
    assetsInlineLimit: 0,
    rollupOptions: { input: ['index.html', 'admin.html', 'teacher.html'] },
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1000,
  },
})
