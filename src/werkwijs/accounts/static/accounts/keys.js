// Passkeys: their buttons appear where the browser knows them; what went wrong is said in words.
(function () {
  if (!window.PublicKeyCredential) return;
  document.querySelectorAll('[data-needs-key]').forEach(function (button) { button.hidden = false; });
  document.addEventListener('allauth.error', function (event) {
    event.preventDefault();
    var failed = document.getElementById('key-failed');
    if (failed) { failed.hidden = false; failed.scrollIntoView({ block: 'center' }); }
  });
}());
