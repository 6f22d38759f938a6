/// Of both programs, as CHANGELOG.md has it.
package let version = "0.1.0"
