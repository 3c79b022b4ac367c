/** The text of a file; an error says so when it is not UTF-8. */
export async function textOf(path, file) {
  const bytes = await file.arrayBuffer();
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes); // without the mark that some editors put before it
  } catch (error) {
    throw new Error(`${path} is not UTF-8. Save it as UTF-8 text.`, {cause: error});
  }
}
