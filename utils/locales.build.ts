interface PublicFile {
  relativeDest: string;
  contents?: string;
}

/** Writes the locale files without the white space that nobody reads: the browser parses all of them before the first text is there. */
export function compactLocales(files: PublicFile[]): void {
  for (const file of files) {
    if (file.contents && file.relativeDest.startsWith('_locales'))
      file.contents = JSON.stringify(JSON.parse(file.contents));
  }
}
