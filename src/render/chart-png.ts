import { fileURLToPath } from 'node:url';

/** Turns an SVG document into a PNG. One interface, so that the native module behind it can be replaced. */
export interface Rasterizer {
  /** PNG bytes at `scale` times the SVG's own size. The same bytes for the same SVG. */
  png(svg: string, scale: number): Uint8Array;
}

/** The fonts lie beside this file in src/ and beside the bundle in dist/ (see scripts/build.mjs). */
function font(name: string): string {
  return fileURLToPath(new URL(`./assets/${name}`, import.meta.url));
}

/** Loads resvg on first use: its native module takes some 20 ms that a text report need not pay. */
export async function loadRasterizer(): Promise<Rasterizer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const fontFiles = [font('inter-400.ttf'), font('inter-600.ttf')];
  return {
    png: (svg, scale) => {
      // The machine's own fonts would give other bytes on every machine.
      const fonts = { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter', sansSerifFamily: 'Inter' };
      const picture = new Resvg(svg, { font: fonts, fitTo: { mode: 'zoom', value: scale }, logLevel: 'off' });
      return new Uint8Array(picture.render().asPng());
    },
  };
}
