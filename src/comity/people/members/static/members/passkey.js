// Says in words what the browser only tells the console: the passkey was not used.
document.addEventListener("allauth.error", () => {
  const line = document.getElementById("passkey_failed");
  if (line) line.hidden = false;
});
