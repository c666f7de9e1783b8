<?php
// Installs WordPress with one page that holds the words of ours: install.php FOLDER TITLE FILE-WITH-HTML
define( 'WP_INSTALLING', true );
// It would send a mail.
function wp_new_blog_notification() {}
$_SERVER['HTTP_HOST'] = 'www.example.org';
require $argv[1] . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
wp_install( 'A clinic', 'owner', 'owner@example.org', true, '', bin2hex( random_bytes( 16 ) ) );
update_option( 'permalink_structure', '/%postname%/' );
kses_remove_filters();
wp_insert_post( array(
	'post_type' => 'page', 'post_status' => 'publish', 'post_name' => 'safety', 'post_title' => $argv[2],
	'post_content' => file_get_contents( $argv[3] ),
) );
echo $wp_version;
