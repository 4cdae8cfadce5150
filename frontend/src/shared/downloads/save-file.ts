/** Has the browser keep what an address gives as a file; called as the server calls it unless a name is given. */
export function saveFile(address: string, name = ""): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
}
