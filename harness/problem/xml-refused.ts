/** Why an XML file is not read, and where. */
export class XmlRefused extends Error {
  override readonly name = 'XmlRefused';

  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}
