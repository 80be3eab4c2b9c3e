export function SignInPage() {
  return <main class="mx-auto max-w-md p-6">Sign in</main>;
}
